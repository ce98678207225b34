import{a,b}from"./part-H26YUITE.js";import"./part-BRKQZESB.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-CY7XF4HD.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
