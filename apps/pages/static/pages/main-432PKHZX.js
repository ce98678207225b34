import"./part-Z5NLRQE6.js";
