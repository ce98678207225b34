import{a}from"./part-WID3PQHQ.js";import"./part-UP5P5XFI.js";import"./part-XRWJYKNH.js";import"./part-QRDQVSAV.js";import"./part-JXE6MJYZ.js";export{a as Excuses};
