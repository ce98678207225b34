import"./part-ROMXAHNQ.js";
