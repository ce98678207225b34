import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";
