var a="./file-4ISI4QDC.css";export{a};
