# The service for Cloud Run: npm start, as one file beside the packages that it loads with their first use.
FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/ensure-built.cjs --bundle service

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY --from=build /app/dist/start.js dist/start.js
USER node
CMD ["node", "dist/start.js"]
