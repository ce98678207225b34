import{a}from"./part-YKUFQAW3.js";import"./part-7PAGJNXM.js";import"./part-PA5E7TDX.js";import"./part-DDGJUUTN.js";import"./part-F4E7BZTI.js";import"./part-BST2E7FR.js";export{a as Excuses};
