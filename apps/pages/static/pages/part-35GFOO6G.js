import{a,b}from"./part-R7KQA75X.js";import"./part-L7URGRCL.js";import"./part-PZ7QNHBA.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
