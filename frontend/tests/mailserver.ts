import { createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";

/** A mail server that takes everything, and keeps it. */
export class MailServer {
  readonly mails: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<MailServer> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const mails = new MailServer(server, address.port);
    server.on("connection", (socket) => mails.talk(socket));
    return mails;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => {}); // who talks may be killed
    socket.setEncoding("utf8");
    socket.write("220 mail.test\r\n");
    let heard = "";
    let mail = false;
    socket.on("data", (text: string) => {
      heard += text;
      for (;;) {
        const end = heard.indexOf(mail ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const said = heard.slice(0, end);
        heard = heard.slice(end + (mail ? 5 : 2));
        if (mail) this.mails.push(said);
        const begins = !mail && /^DATA$/i.test(said);
        socket.write(begins ? "354 go on\r\n" : /^QUIT$/i.test(said) ? "221 bye\r\n" : "250 ok\r\n");
        mail = begins;
      }
    });
  }

  /** The addresses with a part in them, in the mails that were taken. */
  links(part: string): string[] {
    return this.mails.flatMap((mail) => {
      const text = mail.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
      return (text.match(/https?:\/\/[^\s"<>]+/g) ?? []).filter((link) => link.includes(part));
    });
  }
}
