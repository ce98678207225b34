import"./part-VMA5FJ2P.js";
