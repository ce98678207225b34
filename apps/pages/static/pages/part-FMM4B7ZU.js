import{a,b}from"./part-6BIUMR6F.js";import"./part-UY4BTELV.js";import"./part-MNFCVGT6.js";import"./part-3FCQVUOW.js";import"./part-NZTZ5GDJ.js";export{a as ViewAs,b as ViewAsLink};
