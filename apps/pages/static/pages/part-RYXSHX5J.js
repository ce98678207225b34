import{a,b}from"./part-FTGIJM4I.js";import"./part-TE3F3K26.js";import"./part-3ZOLMKX6.js";import"./part-BL56FS6H.js";export{a as Figures,b as useChart};
