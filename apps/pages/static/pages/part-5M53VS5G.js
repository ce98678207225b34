import{a,b}from"./part-7ZVHTKVJ.js";import"./part-4NLGVUMY.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-XNOA4SZX.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
