/** What the Go test has started. */
export interface Server {
  /** Where the server is reached, and its other address. */
  address: string;
  byNumber: string;
  provider: string;
  email: string;
  password: string;
  /** An invitation for each window. */
  invitations: Record<string, string>;
}

export const server: Server = JSON.parse(process.env.POLISKONTOR_TEST_SIGNIN ?? "{}") as Server;
