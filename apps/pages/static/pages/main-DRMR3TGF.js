import"./part-DXOYQNQY.js";
