import"./part-7JM6UDSN.js";
