var a="./file-TI4VWCTN.css";export{a};
