var a="./file-IVB3PJJG.css";export{a};
