import"./part-2JGN72WH.js";
