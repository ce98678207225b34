import"./part-W5KU2AS5.js";
