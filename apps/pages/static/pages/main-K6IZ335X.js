import"./part-PZ7QNHBA.js";
