import{a,b}from"./part-AYPRQO4Y.js";import"./part-Z4RCV4PQ.js";import"./part-F74VFFB5.js";import"./part-PZ7QNHBA.js";export{a as Consents,b as OpenConsentsNotice};
