import"./part-BST2E7FR.js";
