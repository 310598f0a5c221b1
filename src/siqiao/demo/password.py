"""The one password of every demonstration account: told to everybody, good on nobody's server but a demonstration's."""

PASSWORD = "四桥-demo-2023"
