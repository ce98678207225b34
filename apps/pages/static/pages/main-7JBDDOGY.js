import"./part-ZQV3CIKT.js";
