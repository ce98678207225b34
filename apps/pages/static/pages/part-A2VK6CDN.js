import{a,b}from"./part-SFLKKZND.js";import"./part-3S6EFE7R.js";import"./part-L2BZVLXL.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
