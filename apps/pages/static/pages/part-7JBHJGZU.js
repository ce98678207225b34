import{a,b}from"./part-WABYCUFX.js";import"./part-NRLWTJHB.js";import"./part-QZO5PQA6.js";import"./part-LYUJN63T.js";export{a as Figures,b as useChart};
