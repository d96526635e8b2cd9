"""Made-up people who go through the whole running site every day, and a look for what they leave.

One of the day withdraws or deletes and cancels at once; the other keeps the portrait until its ten
days are over, so that every day one expires by itself. No clock is ever moved. Their faces are
painted by our own code, their accounts have no password and an address where nobody is.
"""
