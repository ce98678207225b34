import{a,b}from"./part-4EKTZIBF.js";import"./part-EFM437C2.js";import"./part-53UALFII.js";import"./part-BST2E7FR.js";export{a as Figures,b as useChart};
