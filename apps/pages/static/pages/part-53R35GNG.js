import{a,b}from"./part-O6PWUZVW.js";import"./part-IHML52N7.js";import"./part-F6N2AZGO.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
