export interface Question {
  title: string;
  text: string;
  /** What the button says that goes on. */
  action: string;
  danger?: boolean;
}

class Confirm {
  question = $state.raw<Question>();
  #answer: ((yes: boolean) => void) | undefined;

  /** Asks before what cannot be undone. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.question = question;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(yes: boolean): void {
    this.question = undefined;
    this.#answer?.(yes);
    this.#answer = undefined;
  }
}

export const confirm = new Confirm();
