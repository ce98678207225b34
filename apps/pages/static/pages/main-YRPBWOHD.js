import"./part-GQ4C3XAI.js";
