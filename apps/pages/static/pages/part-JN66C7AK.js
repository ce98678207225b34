import{a}from"./part-RISHPN57.js";import"./part-6KFYXUZM.js";import"./part-TXBARMQA.js";import"./part-32K6GNSO.js";import"./part-FFEYSF6I.js";import"./part-5HY6FPY6.js";export{a as Excuses};
