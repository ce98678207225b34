import{a}from"./part-UJNA2SKD.js";import"./part-GAVH6H7M.js";import"./part-5B3TTQQR.js";import"./part-QPMKUOTT.js";import"./part-QOXKCMVT.js";import"./part-F4RJY6SG.js";export{a as Excuses};
