import{a}from"./part-SG6YJXHV.js";import"./part-QBHZJWMY.js";import"./part-4P2WELC6.js";import"./part-6XWF5FF3.js";import"./part-SZXSLSLN.js";export{a as Excuses};
