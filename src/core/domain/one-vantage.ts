/** What no check says by itself, wherever it is made: CAs look from several places (BR §3.2.2.9). */
export const oneVantage =
  'Seen from one place. A CA looks from several in the world; what only it sees, an order at its trial service (staging) shows.';
