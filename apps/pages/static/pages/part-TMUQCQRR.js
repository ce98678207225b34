import{a}from"./part-V72NTBVC.js";import"./part-KTWBO4JE.js";import"./part-IY6H275Q.js";import"./part-MCGWG6FT.js";export{a as PushQuestion};
