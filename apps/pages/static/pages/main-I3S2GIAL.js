import"./part-HRN4VVZC.js";
