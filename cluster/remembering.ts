/** Questions asked again and again, whose answers cost something to make. */

/** The same function, which remembers its last answers: so many, and a new one pushes out the oldest. */
export function remembering<Question, Answer>(
  most: number,
  ask: (question: Question) => Answer,
): (question: Question) => Answer {
  const answers = new Map<Question, Answer>();
  return (question) => {
    if (answers.has(question)) return answers.get(question) as Answer;
    const answer = ask(question);
    const [oldest] = answers.keys();
    if (answers.size >= most) answers.delete(oldest as Question);
    answers.set(question, answer);
    return answer;
  };
}
