# The production image: one static program on an empty file system, run by a user
# without a name. `docker build --build-arg VERSION="$(git describe --tags --always)" .`

FROM node:20-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY frontend/ ./
RUN npm run build

FROM golang:1.26-bookworm AS server
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . ./
COPY --from=frontend /src/frontend/dist/ frontend/dist/
COPY --from=frontend /src/frontend/embed/dist/ frontend/embed/dist/
ARG VERSION=dev
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-s -w -X main.version=${VERSION}" \
      -o /image/poliskontor ./cmd/poliskontor \
    && mkdir -p /image/data /image/tmp /image/etc/ssl/certs \
    && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
    && cp LICENSE /image/ \
    && chown 10001:10001 /image/data /image/tmp

FROM scratch
ARG VERSION=dev
LABEL org.opencontainers.image.title="poliskontor" \
      org.opencontainers.image.description="Plans, publishes and follows up the visits of a mobile police office" \
      org.opencontainers.image.licenses="EUPL-1.2" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=server /image/ /
# The default database, sqlite:data/poliskontor.db, is in the volume /data.
WORKDIR /
VOLUME /data
USER 10001:10001
ENV POLISKONTOR_ADDR=0.0.0.0:8080
EXPOSE 8080
# Longer than the program's own patience of 3 s.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/poliskontor", "healthcheck"]
ENTRYPOINT ["/poliskontor"]
CMD ["serve"]
