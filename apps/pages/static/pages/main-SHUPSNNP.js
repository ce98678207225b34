import"./part-F4RJY6SG.js";
