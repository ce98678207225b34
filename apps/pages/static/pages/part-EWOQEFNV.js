import{a,b}from"./part-Z6A7NEX4.js";import"./part-BBTZUPZ6.js";import"./part-PJWVVCJT.js";import"./part-CGK5BTJC.js";export{a as Consents,b as OpenConsentsNotice};
