import{a,b}from"./part-C7ZVPAO7.js";import"./part-NLEXM226.js";import"./part-PSV554K4.js";import"./part-ZQV3CIKT.js";export{a as Consents,b as OpenConsentsNotice};
