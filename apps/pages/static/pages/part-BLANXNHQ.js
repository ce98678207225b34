import{a,b}from"./part-ZRF7E2RD.js";import"./part-UY4BTELV.js";import"./part-DDGJUUTN.js";import"./part-F4E7BZTI.js";import"./part-BST2E7FR.js";export{a as ViewAs,b as ViewAsLink};
