import{a,b}from"./part-EN5NYCFO.js";import"./part-VIAJDFSH.js";import"./part-2L3ZM7IG.js";import"./part-TK7LWOIC.js";export{a as Figures,b as useChart};
