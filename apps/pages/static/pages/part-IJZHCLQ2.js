import{a,b}from"./part-CN3OGP3P.js";import"./part-2KS7LYU5.js";import"./part-BFILE5J3.js";import"./part-QLXS5THS.js";export{a as Consents,b as OpenConsentsNotice};
