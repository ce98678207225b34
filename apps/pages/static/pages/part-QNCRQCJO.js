import{a,b,c}from"./part-KE3YZ3BW.js";import"./part-LAUE6MYQ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
