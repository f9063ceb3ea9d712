from negotiations.replaying import *
