import{a,b}from"./part-6YN67TCJ.js";import"./part-OLETNZ3G.js";import"./part-VQUBITZS.js";import"./part-PA5E7TDX.js";import"./part-BST2E7FR.js";export{a as Consents,b as OpenConsentsNotice};
