/** Someone who makes actions by hand. */
export const human = {
  id: "70011223",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
};
