import{a}from"./part-6ATRKH6M.js";import"./part-FNVG5AXH.js";import"./part-DN5VEEVO.js";import"./part-KE57HJ2K.js";export{a as PushQuestion};
