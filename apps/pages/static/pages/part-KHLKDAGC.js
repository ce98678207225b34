import{a,b}from"./part-LWVV5TWH.js";import"./part-Q7OZIUMI.js";import"./part-X5L423J3.js";import"./part-5HY6FPY6.js";export{a as Figures,b as useChart};
